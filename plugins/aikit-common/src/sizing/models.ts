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
export const AIKIT_MODELS: readonly AikitModel[] = (
  [
    [
      'llama3.2:1b',
      'Llama 3.2',
      'llama-3.2-1b-instruct',
      '1B',
      'Q4_K_M',
      2,
      'everywhere',
    ],
    [
      'llama3.2:3b',
      'Llama 3.2',
      'llama-3.2-3b-instruct',
      '3B',
      'Q4_K_M',
      3,
      'everywhere',
    ],
    [
      'llama3.1:8b',
      'Llama 3.1',
      'llama-3.1-8b-instruct',
      '8B',
      'Q4_K_M',
      8,
      'everywhere',
    ],
    [
      'llama3.3:70b',
      'Llama 3.3',
      'llama-3.3-70b-instruct',
      '70B',
      'Q4_K_M',
      48,
      'cpu and cuda',
    ],
    [
      'mixtral:8x7b',
      'Mixtral',
      'mixtral-8x7b-instruct',
      '8x7B',
      'Q4_K_M',
      32,
      'cpu and cuda',
    ],
    [
      'phi4:14b',
      'Phi 4',
      'phi-4-14b-instruct',
      '14B',
      'Q4_K_M',
      16,
      'everywhere',
    ],
    [
      'gemma2:2b',
      'Gemma 2',
      'gemma-2-2b-instruct',
      '2B',
      'Q4_K_M',
      2,
      'everywhere',
    ],
    [
      'codestral:22b',
      'Codestral',
      'codestral-22b',
      '22B',
      'Q4_K_M',
      15,
      'cpu and cuda',
    ],
    ['qwq:32b', 'QwQ', 'qwq-32b', '32B', 'Q4_K_M', 23, 'cpu and cuda'],
    [
      'gpt-oss:20b',
      'gpt-oss',
      'gpt-oss-20b',
      '20B',
      'mxfp4',
      14,
      'cpu and cuda',
    ],
    [
      'gpt-oss:120b',
      'gpt-oss',
      'gpt-oss-120b',
      '120B',
      'mxfp4',
      71,
      'cpu and cuda',
    ],
    ['flux1:dev', 'FLUX.1', 'flux-1-dev', '12B', 'none', 34, 'cuda'],
  ] as const
).map(([name, title, apiName, parameters, quantization, memoryGiB, runs]) => ({
  name,
  title,
  apiName,
  parameters,
  quantization,
  memoryGiB,
  cpu: runs !== 'cuda',
  cuda: true,
  apple: runs === 'everywhere',
  kind: runs === 'cuda' ? 'image' : 'chat',
}));

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
