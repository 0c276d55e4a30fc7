import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** Reference of the template that an entity without workload is led to. */
export const DEFAULT_TEMPLATE = 'template:default/aikit-inference';

/**
 * Page of a scaffolder template, to deploy a first workload from. Bound to the
 * scaffolder's own page unless the app says otherwise; without it, the card
 * shows no button.
 *
 * @public
 */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
