import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import ListAltIcon from '@material-ui/icons/ListAlt';
import WidgetsIcon from '@material-ui/icons/Widgets';
import { aikitApiRef } from '../src/api';
import aikitPlugin from '../src';
import { exampleApi } from './examples';

/** Replaces the client of the AIKit backend by the examples. */
const exampleApiModule = createFrontendModule({
  pluginId: 'aikit',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: aikitApiRef,
          deps: {},
          factory: () => exampleApi,
        }),
    }),
  ],
});

const templateRouteRef = createRouteRef({
  params: ['namespace', 'templateName'],
});

const statesPlugin = createFrontendPlugin({
  pluginId: 'aikit-states',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Card',
        icon: <WidgetsIcon fontSize="inherit" />,
        routeRef: createRouteRef(),
        loader: () => import('./StatesPage').then(m => <m.StatesPage />),
      },
    }),
    PageBlueprint.make({
      name: 'form',
      params: {
        path: '/form',
        title: 'Form',
        icon: <ListAltIcon fontSize="inherit" />,
        routeRef: createRouteRef(),
        loader: () => import('./FormPage').then(m => <m.FormPage />),
      },
    }),
    PageBlueprint.make({
      name: 'template',
      params: {
        path: '/create/templates/:namespace/:templateName',
        routeRef: templateRouteRef,
        loader: async () => <>The template’s form would be here.</>,
      },
    }),
  ],
});

createDevApp({
  features: [aikitPlugin, exampleApiModule, statesPlugin],
  bindRoutes({ bind }) {
    bind(aikitPlugin.externalRoutes, { template: templateRouteRef });
  },
});
