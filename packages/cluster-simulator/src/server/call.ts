import { IncomingMessage } from 'node:http';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { ResourceType } from '../objects/resourceTypes';
import { ObjectKey } from '../objects/types';
import { TypeRegistry } from '../resources/typeRegistry';
import { ObjectWriter } from '../writes/objectWriter';
import { Answer } from './answer';
import { Lists } from './lists';
import { PodRuntime } from './podRuntime';
import { ResourcePath } from './resourcePath';

/** What the handlers of requests work with. */
export interface ServerParts {
  api: ObjectApi;
  registry: TypeRegistry;
  writer: ObjectWriter;
  lists: Lists;
  /** Without it pods have no logs, ports and metrics. */
  pods?: PodRuntime;
  /** Milliseconds between two bookmarks of a watch. */
  bookmarkIntervalMs: number;
}

/** A request for a resource. */
export interface Call {
  user: string;
  /** As RBAC has it, such as `deletecollection`. */
  verb: string;
  type: ResourceType;
  path: ResourcePath;
  query: URLSearchParams;
  request: IncomingMessage;
  answer: Answer;
  /** Tells of an answer that goes on, and of how it ends with an error. */
  opened: (fail: (error: ApiError) => void) => void;
}

/** The object that a call names. */
export function keyOf({ path: { namespace, name = '' } }: Call): ObjectKey {
  return { namespace, name };
}
