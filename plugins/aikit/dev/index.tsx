import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createApp } from '@backstage/frontend-defaults';
import appPlugin from '@backstage/plugin-app';
import ListAltIcon from '@material-ui/icons/ListAlt';
import WidgetsIcon from '@material-ui/icons/Widgets';
import ReactDOM from 'react-dom/client';
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

/** The app itself, without a page to sign in. */
const openApp = appPlugin.withOverrides({
  extensions: [
    appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
  ],
});

const app = createApp({
  features: [openApp, aikitPlugin, exampleApiModule, statesPlugin],
  bindRoutes({ bind }) {
    bind(aikitPlugin.externalRoutes, { template: templateRouteRef });
  },
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
