/**
 * A model that the AIKit project publishes as a ready image.
 *
 * @public
 */
export interface AikitModel {
  /** Image under `ghcr.io/kaito-project/aikit/`, with its tag: `llama3.1:8b`. */
  name: string;
  /** As people call it, without the size: `Llama 3.1`. */
  title: string;
  /** Name to give as `model` in requests to the API. */
  apiName: string;
  /** Number of parameters, as it is usually written: `8B`. */
  parameters: string;
  quantization: string;
  /** Memory that its weights and a context of ordinary length take, in GiB. */
  memoryGiB: number;
  /** Runs on CPUs. */
  cpu: boolean;
  /** Runs on NVIDIA GPUs. */
  cuda: boolean;
  /** There is an image for Apple silicon. */
  apple: boolean;
  kind: 'chat' | 'image';
}

type Row = [
  name: string,
  title: string,
  apiName: string,
  parameters: string,
  memoryGiB: number,
  runsOn: { cpu: boolean; apple: boolean },
  quantization?: string,
];

/** All of them run on NVIDIA GPUs. */
const ALL = { cpu: true, apple: true };
const PC = { cpu: true, apple: false };
const GPU = { cpu: false, apple: false };

const TABLE: readonly Row[] = [
  ['llama3.2:1b', 'Llama 3.2', 'llama-3.2-1b-instruct', '1B', 2, ALL],
  ['llama3.2:3b', 'Llama 3.2', 'llama-3.2-3b-instruct', '3B', 3, ALL],
  ['llama3.1:8b', 'Llama 3.1', 'llama-3.1-8b-instruct', '8B', 8, ALL],
  ['llama3.3:70b', 'Llama 3.3', 'llama-3.3-70b-instruct', '70B', 48, PC],
  ['mixtral:8x7b', 'Mixtral', 'mixtral-8x7b-instruct', '8x7B', 32, PC],
  ['phi4:14b', 'Phi 4', 'phi-4-14b-instruct', '14B', 16, ALL],
  ['gemma2:2b', 'Gemma 2', 'gemma-2-2b-instruct', '2B', 2, ALL],
  ['codestral:22b', 'Codestral', 'codestral-22b', '22B', 15, PC],
  ['qwq:32b', 'QwQ', 'qwq-32b', '32B', 23, PC],
  ['gpt-oss:20b', 'gpt-oss', 'gpt-oss-20b', '20B', 14, PC, 'mxfp4'],
  ['gpt-oss:120b', 'gpt-oss', 'gpt-oss-120b', '120B', 71, PC, 'mxfp4'],
  ['flux1:dev', 'FLUX.1', 'flux-1-dev', '12B', 34, GPU, 'none'],
];

/**
 * The ready images of the AIKit project.
 *
 * Names, sizes and platforms are those of AIKit's table of pre-made models.
 * Memory is what AIKit says where it does (8 GB for 7B, 16 GB for 13B, 32 GB
 * for 8x7B), and else the size of the quantized weights and a fifth, rounded
 * up, for context and buffers.
 *
 * @public
 */
export const AIKIT_MODELS: readonly AikitModel[] = TABLE.map(
  ([name, title, apiName, parameters, memoryGiB, runsOn, quantization]) => ({
    name,
    title,
    apiName,
    parameters,
    quantization: quantization ?? 'Q4_K_M',
    memoryGiB,
    ...runsOn,
    cuda: true,
    kind: runsOn.cpu ? 'chat' : 'image',
  }),
);

/** Where the AIKit project publishes them. */
export const AIKIT_REGISTRY = 'ghcr.io/kaito-project/aikit';

/**
 * The model in an AIKit image, by the image's name and tag.
 *
 * @param image - such as `ghcr.io/kaito-project/aikit/llama3.1:8b`
 * @public
 */
export function aikitModelOf(image: string): AikitModel | undefined {
  return AIKIT_MODELS.find(({ name }) => image === `${AIKIT_REGISTRY}/${name}`);
}
