import { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import { ApiError, badRequest } from '../api/apiError';
import { ResourceType } from '../objects/resourceTypes';
import { isBuiltIn } from './representation';

const LIMIT_BYTES = 3 * 1024 * 1024;
const BODIES = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];
const STRATEGIC_MERGE_PATCH = 'application/strategic-merge-patch+json';
/** The content type of server-side apply. */
export const APPLY_PATCH = 'application/apply-patch+yaml';
const PATCHES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  STRATEGIC_MERGE_PATCH,
  APPLY_PATCH,
];

/** @throws ApiError 413 */
async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT_BYTES) {
      throw new ApiError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${LIMIT_BYTES}`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Without its parameters. */
export function contentTypeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';')[0].trim();
}

function unsupported(message: string): ApiError {
  return new ApiError(415, 'UnsupportedMediaType', message);
}

function unknownFormat(accepted: string[]): ApiError {
  return unsupported(
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

/** Says it as Go does. @throws ApiError 400 */
function decode(
  text: string,
  isYaml: boolean,
  problem: (message: string) => string,
): unknown {
  try {
    return isYaml ? parseYaml(text) : JSON.parse(text);
  } catch (error) {
    const [message] = (error as Error).message.split('\n');
    if (isYaml) {
      throw badRequest(
        `error decoding YAML: error converting YAML to JSON: yaml: ${message}`,
      );
    }
    const token = /^Unexpected token '?(.)/u.exec(message)?.[1];
    throw badRequest(
      problem(
        token
          ? `invalid character '${token}' looking for beginning of value`
          : 'unexpected end of JSON input',
      ),
    );
  }
}

/**
 * Reads an object in JSON or YAML.
 *
 * @param kind - the kind that is wanted; without it the body may be empty
 * @throws ApiError 400 or 415
 */
export async function readObject(
  request: IncomingMessage,
  kind?: string,
): Promise<unknown> {
  const contentType = contentTypeOf(request) || BODIES[0];
  const text = await readText(request);
  if (!text && !kind) {
    return undefined;
  }
  if (contentType !== BODIES[0] && contentType !== BODIES[1]) {
    throw unknownFormat(BODIES);
  }
  return decode(text, contentType === BODIES[1], message => {
    const what = `couldn't get version/kind; json parse error: ${message}`;
    return kind
      ? `the object provided is unrecognized (must be of type ${kind}): ${what} (${
          text || '<empty>'
        })`
      : what;
  });
}

/**
 * Reads a patch of one of the types that a kind has.
 *
 * @throws ApiError 400 or 415
 */
export async function readPatch(
  request: IncomingMessage,
  type: ResourceType,
): Promise<{ contentType: string; body: unknown }> {
  const contentType = contentTypeOf(request);
  const accepted = PATCHES.filter(
    patch => patch !== STRATEGIC_MERGE_PATCH || isBuiltIn(type),
  );
  if (!accepted.includes(contentType)) {
    throw isBuiltIn(type)
      ? unsupported('415: Unsupported Media Type')
      : unknownFormat(accepted);
  }
  const body = decode(
    await readText(request),
    contentType === APPLY_PATCH,
    message =>
      contentType === STRATEGIC_MERGE_PATCH
        ? message
        : `error decoding patch: ${message}`,
  );
  return { contentType, body };
}
