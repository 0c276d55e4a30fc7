import { ApiError, invalid, StatusCause } from '../api/apiError';
import { ResourceType } from '../objects/resourceTypes';

const TEXTS = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  TypeInvalid: 'Invalid value',
  Forbidden: 'Forbidden',
  Duplicate: 'Duplicate value',
  NotSupported: 'Unsupported value',
};

/** Collects what is wrong with an object, in the words of the API server. */
export class Problems {
  readonly causes: StatusCause[] = [];

  add(reason: keyof typeof TEXTS, field: string, ...details: string[]): this {
    const message = [TEXTS[reason], ...details].join(': ');
    this.causes.push({ reason: `FieldValue${reason}`, message, field });
    return this;
  }

  /** @param reasons - one problem for each; none when the value is right */
  invalid(field: string, value: unknown, ...reasons: string[]): this {
    for (const why of reasons) {
      this.add('Invalid', field, JSON.stringify(value ?? null), why);
    }
    return this;
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
