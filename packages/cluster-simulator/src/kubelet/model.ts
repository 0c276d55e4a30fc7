/** Families of models whose names say nothing of instructions. */
const PLAIN = ['codestral', 'qwq', 'gpt-oss', 'flux'];

/**
 * The name by which an image of AIKit serves its model: `llama3.1:8b` is
 * `llama-3.1-8b-instruct`.
 */
export function modelOf(image: string): string {
  const [name = '', tag] = image
    .slice(image.lastIndexOf('/') + 1)
    .replace(/@.*/, '')
    .split(':');
  const family = name.replace(/\d.*/, '').replace(/-$/, '');
  const version = name.slice(family.length).replace(/^-/, '');
  return [
    family,
    version,
    tag !== 'latest' && tag,
    !PLAIN.includes(family) && 'instruct',
  ]
    .filter(Boolean)
    .join('-');
}
