import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { AikitApi, aikitApiRef } from '../api';
import { EntityAikitCard } from '../card/EntityAikitCard';
import { templateRouteRef } from '../routes';
import { entity as defaultEntity } from '@aikit-backstage/plugin-aikit-common/testUtils';

/** Renders the entity card in an app with a scaffolder page. */
export function renderCard(
  api: AikitApi,
  options: { entity?: Entity; signals?: SignalApi } = {},
) {
  return renderInTestApp(
    <EntityProvider entity={options.entity ?? defaultEntity()}>
      <EntityAikitCard />
    </EntityProvider>,
    {
      mountedRoutes: {
        '/create/templates/:namespace/:templateName': templateRouteRef,
      },
      apis: [
        [aikitApiRef, api],
        ...(options.signals
          ? ([[signalApiRef, options.signals]] as const)
          : []),
      ],
    },
  );
}
