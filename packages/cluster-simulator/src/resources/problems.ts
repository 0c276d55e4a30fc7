import { StatusCause } from '../api/apiError';

/** Collects what is wrong with an object, in the words of the API server. */
export class Problems {
  readonly causes: StatusCause[] = [];

  add(reason: string, field: string, message: string) {
    this.causes.push({ reason: `FieldValue${reason}`, message, field });
  }

  required(field: string, why?: string) {
    this.add('Required', field, `Required value${why ? `: ${why}` : ''}`);
  }

  invalid(field: string, value: unknown, why: string) {
    this.add('Invalid', field, `Invalid value: ${shown(value)}: ${why}`);
  }

  forbidden(field: string, why: string) {
    this.add('Forbidden', field, `Forbidden: ${why}`);
  }

  duplicate(field: string, value: unknown) {
    this.add('Duplicate', field, `Duplicate value: ${shown(value)}`);
  }

  notFound(field: string, value: unknown) {
    this.add('NotFound', field, `Not found: ${shown(value)}`);
  }

  unsupported(field: string, value: unknown, supported: string[]) {
    const list = supported.map(shown).join(', ');
    this.add(
      'NotSupported',
      field,
      `Unsupported value: ${shown(value)}: supported values: ${list}`,
    );
  }

  /** Adds what a check has found. */
  checked(field: string, value: unknown, found: string[] = []) {
    for (const why of found) {
      this.invalid(field, value, why);
    }
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value ?? null);
}
