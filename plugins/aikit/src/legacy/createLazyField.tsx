import { Progress } from '@backstage/core-components';
import {
  createScaffolderFieldExtension,
  FieldExtensionComponentProps,
  FieldExtensionOptions,
  FieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createElement, lazy, Suspense } from 'react';

/**
 * A field extension of which an app loads the name and the schema at first,
 * and the component and the validation with the first form that has the field.
 *
 * @param name - as templates use it, in `ui:field`
 * @param pick - finds in that module what draws the field and checks it
 */
export function createLazyField<
  TValue,
  TUiOptions extends Record<
    string,
    string | number | boolean | object | null | undefined
  >,
>(
  name: string,
  { schema }: FieldSchema<TValue, TUiOptions>,
  pick: (
    fields: typeof import('../fields'),
  ) => Pick<
    FieldExtensionOptions<TValue, TUiOptions>,
    'component' | 'validation'
  >,
) {
  const load = () => import('../fields').then(pick);
  const Component = lazy(() =>
    load().then(({ component }) => ({ default: component })),
  );
  return createScaffolderFieldExtension<TValue, TUiOptions>({
    name,
    schema,
    component: (props: FieldExtensionComponentProps<TValue, TUiOptions>) => (
      <Suspense fallback={<Progress />}>
        {createElement(Component, props)}
      </Suspense>
    ),
    validation: async (...field) => (await load()).validation?.(...field),
  });
}
