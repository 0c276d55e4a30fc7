import { LimitCase, holding, triedLimit } from './__testUtils__/judging';
import { looksSecret, withoutSecrets } from './secretsInValues';

/** Made up of parts, so that no scanner takes them for real ones. */
const known = [
  `hf_${'aB3dE5gH7'.repeat(4)}`,
  `sk-${'aB3dE5gH7'.repeat(4)}`,
  `ghp_${'aB3dE5gH7'.repeat(4)}`,
  `AKIA${'ABCD1234'.repeat(2)}`,
  `${['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0'].join('.')}.c2ln`,
  `postgres://chat:geheim@db.example.com/chat`,
  `-----BEGIN RSA ${'PRIVATE'} KEY-----`,
  'q8Xz1LmN4pRt7VwYb2CdF5GhJk9S',
];

describe('looksSecret', () => {
  it.each([
    ['HF_TOKEN', 'x'],
    ['hfToken', 'x'],
    ['MY-api-key', 'x'],
    ['OPENAI_APIKEY', 'x'],
    ['PGPASSWORD', '1234'],
    ['DB_PASSWORD_PROD', 'x'],
    ['AWS_SECRET_ACCESS_KEY', 'x'],
    ['CLIENT_SECRET', 'x'],
    ['A_TOKEN', 'prefix-$(OTHER)'],
    ...known.map(value => ['ANYTHING', value]),
    ...known.map(value => ['FLAGS', `--auth ${value} --more`]),
  ])('%s=%s', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  it.each([
    ['HF_TOKEN', ''],
    ['HF_TOKEN', '$(HUB_TOKEN)'],
    ['HF_TOKEN_PATH', '/var/run/secrets/hub/token'],
    ['PASSWORD_FILE', '/etc/x'],
    ['SECRET_NAME', 'search-hub'],
    ['MAX_TOKENS', '4096'],
    ['VLLM_MAX_NUM_BATCHED_TOKENS', '8192'],
    ['TOKENIZERS_PARALLELISM', 'false'],
    ['TOKENIZER', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['EOS_TOKEN', '</s>'],
    ['PAD_TOKEN', '128009'],
    ['REQUIRE_API_KEY', 'true'],
    ['THINKING_TOKEN_BUDGET', 'high'],
    ['MODEL', 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B-AWQ-INT4'],
    ['IMAGE', `ghcr.io/x/y@sha256:${'0123456789abcdef'.repeat(4)}`],
    ['LD_LIBRARY_PATH', '/usr/local/cuda-12.4/lib64:/opt/hpcx/ucx/lib'],
    ['ENDPOINT', 'https://hub.example.com:8443/v1'],
    ['NCCL_SOCKET_IFNAME', 'eth0'],
    ['ID', '7b0f9a34-1c5e-4a44-9b0e-0d7f9ad3a2b1'],
  ])('not %s=%s', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});

describe('limits of secrets in values', () => {
  it.each<LimitCase>([
    [
      'secretsInValues',
      {},
      { env: [{ name: 'HF_TOKEN', value: 'hf_abc' }] },
      'env[0].value',
      { env: [{ name: 'HF_HOME', value: '/models' }] },
    ],
    [
      'secretsInValues',
      {},
      { args: ['--api-key', 'geheim'] },
      'args[1]',
      { args: ['--api-key', '$(API_KEY)'] },
    ],
  ])('%s, %#', (...limit) => {
    expect(triedLimit(limit)).toEqual(holding(limit));
  });
});

describe('withoutSecrets', () => {
  it('masks texts that are secrets, wherever they stand', () => {
    const values = {
      hfToken: 'anything',
      image: { repository: 'ghcr.io/a/b', tag: '1' },
      args: ['--api-key', 'x1', '--port=80', `--key=hf_${'a'.repeat(24)}`],
      extra: [{ password: 'x2', secretName: 'mine' }],
      replicaCount: 2,
    };
    expect(withoutSecrets(values, '***')).toEqual({
      ...values,
      hfToken: '***',
      args: ['--api-key', '***', '--port=80', '***'],
      extra: [{ password: '***', secretName: 'mine' }],
    });
  });
});
