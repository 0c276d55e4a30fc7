import { createHash } from 'node:crypto';

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** As containerd names the given run of a container. */
export function containerId(uid: string, name: string, run: number): string {
  return `containerd://${digest(`${uid}/${name}/${run}`)}`;
}

const imageIds = new Map<string, string>();

/** The digest that an image's name stands for: always the same. */
export function imageId(image: string): string {
  let id = imageIds.get(image);
  if (!id) {
    const [repository] = image.split(/@|:(?=[^/]*$)/);
    id = `${repository}@sha256:${digest(image)}`;
    imageIds.set(image, id);
  }
  return id;
}

/** A number of 0 to below 1 that looks random and is always the same. */
export function spread(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  }
  return (hash >>> 0) / 2 ** 32;
}

/** `1m20s`: as Go writes a duration. */
export function goDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = `${Number((seconds % 60).toFixed(3))}s`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
