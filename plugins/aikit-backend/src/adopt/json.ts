/** A map, as JSON has it. */
export type Json = { [field: string]: unknown };

export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
