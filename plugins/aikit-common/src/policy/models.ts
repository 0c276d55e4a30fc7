import { AIKIT_REGISTRY } from '../sizing/models';
import { judgeName, PolicyRule } from './judged';
import { forEachPod, containersOf, Container } from './pods';

/** Options by which engines are told which model to serve. */
const OPTIONS = [
  '--model',
  '--model-path',
  '--hf-repo',
  '-hf',
  '-hfr',
  '--hf-model',
  '--model-id',
  '--served-model-name',
];

/** Models that a command line names, also one inside of a shell's. */
function namedIn(list: readonly string[]): string[] {
  const words = list.flatMap(text => text.split(/[\s;]+/));
  return words.flatMap((word, index) => {
    const [option, value] = word.split(/=(.*)/s, 2);
    const isServe =
      word === 'serve' && /(^|\/)vllm$/.test(words[index - 1] ?? '');
    if (value !== undefined) {
      return OPTIONS.includes(option) ? [value] : [];
    }
    const next = words[index + 1];
    return next && (OPTIONS.includes(word) || isServe) ? [next] : [];
  });
}

/** The model in an image of the AIKit project, by the image's name. */
function inImage({ image = '' }: Container): string[] {
  const prefix = `${AIKIT_REGISTRY}/`;
  const [name] = image.split('@', 1);
  return name.startsWith(prefix) ? [name.slice(prefix.length)] : [];
}

/**
 * Models are among those that the owner may serve, as far as anything names
 * them: what is inside of other images nobody knows, so images are a limit too.
 */
export const models: PolicyRule = ({ limits, pods, ...judged }, report) => {
  const patterns = limits.models;
  const rule = 'policy-models';
  for (const given of judged.models) {
    judgeName(limits, report, { rule, path: ['model'], given, patterns });
  }
  forEachPod(
    pods,
    (pod, reportOfPod) => {
      for (const [at, container] of containersOf(pod)) {
        const { command = [], args = [] } = container;
        const found = {
          command: namedIn(command),
          args: namedIn(args),
          image: inImage(container),
        };
        for (const [key, names] of Object.entries(found)) {
          names.forEach(given =>
            judgeName(limits, reportOfPod, {
              rule,
              path: [...at, key],
              given,
              patterns,
            }),
          );
        }
      }
    },
    report,
  );
};
