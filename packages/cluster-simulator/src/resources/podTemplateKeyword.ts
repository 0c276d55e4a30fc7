import { ErrorObject, FuncKeywordDefinition } from 'ajv';
import type { SchemaValidateFunction } from 'ajv/dist/types';
import { PodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { isObject } from './json';
import { POD_TEMPLATE } from './openApiSchema';

/** As CRDs have it for quantities. */
const QUANTITY =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

/** Ajv's keyword for the rules of a PodTemplateSpec, as CRDs repeat them. */
export const POD_TEMPLATE_KEYWORD: FuncKeywordDefinition = {
  keyword: POD_TEMPLATE,
  errors: 'full',
  validate: validatePodTemplate,
};

function validatePodTemplate(
  ...[isTemplate, data, , context]: Parameters<SchemaValidateFunction>
): boolean {
  const errors = isTemplate && isObject(data) ? errorsOf(data) : [];
  (validatePodTemplate as SchemaValidateFunction).errors = errors.map(
    error => ({
      ...error,
      instancePath: `${context?.instancePath ?? ''}${error.instancePath}`,
    }),
  );
  return errors.length === 0;
}

/** CRDs have no enums in their pod templates. */
function errorsOf(template: object): ErrorObject[] {
  try {
    new PodTemplateSpec(template).validate();
    return [];
  } catch (error) {
    const { errors } = error as { errors: ErrorObject[] };
    const quantities = errors.filter(({ keyword }) => keyword === 'format');
    const isQuantity = ({ instancePath }: ErrorObject) =>
      quantities.some(other => other.instancePath === instancePath);
    return [
      ...errors.filter(
        each => /required|type/.test(each.keyword) && !isQuantity(each),
      ),
      ...quantities.map(each => ({
        ...each,
        keyword: 'pattern',
        params: { pattern: QUANTITY },
      })),
    ];
  }
}
