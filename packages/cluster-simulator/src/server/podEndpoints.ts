import { badRequest } from '../api/apiError';
import { PODS } from '../objects/resourceTypes';
import { Handler } from './call';

/** Answers the log of a container. @throws ApiError 400 or 404 */
export const getLog: Handler = ({ api, pods }, call) => {
  const { container, previous = false, tailLines = Infinity } = call.options;
  const pod = api.get(PODS, call);
  const { initContainers = [], containers, nodeName } = pod.spec;
  const names = [...initContainers, ...containers].map(({ name }) => name);
  if (!container && containers.length > 1) {
    const choice = names.join(' ');
    throw badRequest(
      `a container name must be specified for pod ${call.name}, choose one of: [${choice}]`,
    );
  }
  const name = container ?? containers[0].name;
  if (!names.includes(name)) {
    throw badRequest(`container ${name} is not valid for pod ${call.name}`);
  }
  const lines = nodeName ? pods.logs(pod, { container: name, previous }) : [];
  const asked = lines.slice(Math.max(0, lines.length - tailLines));
  const text = asked.map(line => `${line.text}\n`).join('');
  call.answer.text(200, text, 'text/plain');
};
