import { badRequest } from '../api/apiError';
import { Pod } from '../objects/kinds';
import { PODS } from '../objects/resourceTypes';
import { Call, keyOf, ServerParts } from './call';
import { LogLine } from './podRuntime';
import { booleanIn, checkRules, numberIn } from './queryOptions';

/** The container that a request means. @throws ApiError 400 */
function containerOf({ metadata, spec }: Pod, asked: string | null): string {
  const { initContainers = [], containers, ephemeralContainers = [] } = spec;
  if (!asked && containers.length === 1) {
    return containers[0].name;
  }
  const names = [...initContainers, ...containers, ...ephemeralContainers].map(
    ({ name }) => name,
  );
  if (!asked) {
    throw badRequest(
      `a container name must be specified for pod ${
        metadata.name
      }, choose one of: [${names.join(' ')}]`,
    );
  }
  if (!names.includes(asked)) {
    throw badRequest(
      `container ${asked} is not valid for pod ${metadata.name}`,
    );
  }
  return asked;
}

/** How a request chooses lines. @throws ApiError 400 or 422 */
function selection({ query, path }: Call, now: Date) {
  const tail = numberIn(query, 'tailLines');
  const seconds = numberIn(query, 'sinceSeconds');
  checkRules(
    'PodLogOptions',
    [
      [
        tail !== undefined && tail < 0,
        'tailLines',
        'Invalid value',
        `${tail}: must be greater than or equal to 0`,
      ],
      [
        seconds !== undefined && seconds < 1,
        'sinceSeconds',
        'Invalid value',
        `${seconds}: must be greater than 0`,
      ],
    ],
    path.name,
  );
  const since = seconds
    ? now.getTime() - seconds * 1000
    : Date.parse(query.get('sinceTime') ?? '') || 0;
  return (lines: LogLine[]) => {
    const recent = lines.filter(({ time }) => time.getTime() >= since);
    return recent.slice(Math.max(0, recent.length - (tail ?? Infinity)));
  };
}

/** Answers the log of a container. */
export function getLog({ api, pods }: ServerParts, call: Call) {
  const { query, answer } = call;
  const select = selection(call, api.clock.now());
  const pod = api.get(PODS, keyOf(call));
  const container = containerOf(pod, query.get('container'));
  if (!pods || !pod.spec.nodeName) {
    answer.text(204, '');
    return;
  }
  const previous = booleanIn(query, 'previous') ?? false;
  const lines = select(pods.logs(pod, { container, previous }));
  const timestamps = booleanIn(query, 'timestamps');
  const print = ({ time, text }: LogLine) =>
    `${timestamps ? `${time.toISOString()} ` : ''}${text}\n`;
  answer.begin(200, 'text/plain');
  answer.write(lines.map(print).join(''));
  if (previous || !booleanIn(query, 'follow')) {
    answer.end();
    return;
  }
  const leave = pods.follow(
    pod,
    container,
    line => answer.write(print(line)),
    () => answer.end(),
  );
  answer.onClose(leave);
  call.opened(() => answer.destroy());
}
