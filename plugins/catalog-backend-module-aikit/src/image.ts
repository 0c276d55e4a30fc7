/** What an image's reference tells a reader of the catalog. */
export interface ImageDescription {
  /** The last part of the path with the image's tag, such as `llama3.1:8b`. */
  name: string;
  /** The model as a catalog tag, such as `llama3-1`; absent if it cannot be one. */
  tag?: string;
  /** Page about the image, if its registry is known to have pages. */
  page?: string;
}

/** The longest tag that the catalog accepts. */
const MAX_TAG_LENGTH = 63;

/**
 * Describes an image by its reference.
 *
 * @param image - such as `ghcr.io/kaito-project/aikit/llama3.1:8b`
 */
export function describeImage(
  image: string | undefined,
): ImageDescription | undefined {
  if (!image) {
    return undefined;
  }
  const [path] = image.split('@');
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const [model] = name.split(':');
  const tag = toTag(model);
  const page = pageOf(`${path.slice(0, slash + 1)}${model}`);
  return { name, ...(tag && { tag }), ...(page && { page }) };
}

// The catalog's rule for tags: [a-z0-9+#], parts separated by single hyphens.
function toTag(text: string): string {
  return text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9+#]+/g, '-')
    .slice(0, MAX_TAG_LENGTH)
    .replace(/^-|-$/g, '');
}

function pageOf(repository: string): string | undefined {
  const [host, ...rest] = repository.split('/');
  const path = rest.join('/');
  switch (host) {
    case 'ghcr.io':
      return `https://ghcr.io/${path}`;
    case 'docker.io':
      return `https://hub.docker.com/r/${path}`;
    case 'quay.io':
      return `https://quay.io/repository/${path}`;
    default:
      return undefined;
  }
}
