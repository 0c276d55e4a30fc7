import { NOTHING_ENTERED, remember } from './switching';
import { follow, memoryOf } from './useInference';

const vllm = { preset: 'vllm', inputs: { model: 'org/large' } };
const aikit = { preset: 'aikit', inputs: { model: 'phi4:14b' } };

/** A form in which vLLM was left for AIKit. */
function switched() {
  const memory = memoryOf(undefined);
  memory.entered = remember(NOTHING_ENTERED, vllm);
  follow(memory, aikit);
  return memory;
}

describe('memoryOf', () => {
  it('goes on on the next step of the form, whose data are a copy', () => {
    const memory = switched();
    const { inputs, preset } = aikit;
    expect(memoryOf({ inputs: { ...inputs }, preset })).toBe(memory);
  });

  it.each([
    ['a new form', undefined],
    ['a form that a link has filled in', { ...aikit, inputs: {} }],
  ])('knows nothing in %s', (_, formData) => {
    switched();
    expect(memoryOf(formData).entered).toBe(NOTHING_ENTERED);
  });
});
