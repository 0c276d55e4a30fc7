import { ApiError, invalid, StatusCause } from '../api/apiError';
import { ResourceType } from '../objects/resourceTypes';

/** Collects what is wrong with an object, in the words of the API server. */
export class Problems {
  readonly causes: StatusCause[] = [];

  add(reason: string, field: string, message: string): this {
    this.causes.push({ reason: `FieldValue${reason}`, message, field });
    return this;
  }

  required(field: string, why?: string): this {
    return this.add(
      'Required',
      field,
      `Required value${why ? `: ${why}` : ''}`,
    );
  }

  /** @param reasons - one problem for each; none when the value is right */
  invalid(field: string, value: unknown, ...reasons: string[]): this {
    for (const why of reasons) {
      this.add('Invalid', field, `Invalid value: ${shown(value)}: ${why}`);
    }
    return this;
  }

  forbidden(field: string, why: string): this {
    return this.add('Forbidden', field, `Forbidden: ${why}`);
  }

  duplicate(field: string, value: unknown): this {
    return this.add('Duplicate', field, `Duplicate value: ${shown(value)}`);
  }

  unsupported(field: string, value: unknown, supported: string[]): this {
    return this.add(
      'NotSupported',
      field,
      `Unsupported value: ${shown(value)}: supported values: ${supported
        .map(shown)
        .join(', ')}`,
    );
  }

  notNegative(field: string, value: unknown): this {
    return Number(value) < 0
      ? this.invalid(field, value, 'must be greater than or equal to 0')
      : this;
  }

  /** All of them. @param type - of the object, as the text names it */
  error(type: Pick<ResourceType, 'group' | 'kind'>, name = ''): ApiError {
    return invalid(type, name, this.causes);
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value ?? null);
}
