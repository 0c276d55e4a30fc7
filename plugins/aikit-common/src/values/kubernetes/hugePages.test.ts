import { broken } from '../__testUtils__/broken';

const PAGES = 'hugepages-2Mi';

const MEMORY = { memory: '1Gi' };

/** Resources without what the chart requests and limits by default. */
const resources = (limits: object, requests?: object) => ({
  resources: {
    limits: { memory: null, ...limits },
    requests: { cpu: null, memory: null, ...requests },
  },
});

describe('huge pages', () => {
  it.each([
    [
      'fewer requested than allowed',
      resources({ ...MEMORY, [PAGES]: '4Mi' }, { [PAGES]: '2Mi' }),
      `resources.requests.${PAGES}`,
      'huge-pages-request',
      null,
    ],
    [
      'a request without a limit',
      resources(MEMORY, { [PAGES]: '2Mi' }),
      `resources.requests.${PAGES}`,
      'huge-pages-limit',
      null,
    ],
    [
      'half a page',
      resources({ ...MEMORY, [PAGES]: '3Mi' }),
      `resources.limits.${PAGES}`,
      'whole-pages',
      '4Mi',
    ],
    [
      'half a page requested',
      resources({ ...MEMORY, [PAGES]: '4Mi' }, { [PAGES]: '3Mi' }),
      `resources.requests.${PAGES}`,
      'whole-pages',
      '4Mi',
    ],
    [
      'pages of no size',
      resources({ ...MEMORY, 'hugepages-0Mi': '4Mi' }),
      'resources.limits.hugepages-0Mi',
      'whole-pages',
      null,
    ],
    [
      'neither CPU nor memory beside them',
      resources({ [PAGES]: '4Mi' }),
      `resources.limits.${PAGES}`,
      'huge-pages-memory',
      null,
    ],
  ])('must not have %s', (_what, values, ...issue) => {
    expect(broken(values)).toEqual([issue]);
  });

  it.each([
    ['a limit alone', resources({ ...MEMORY, [PAGES]: '4Mi' })],
    [
      'a request that is as much',
      resources(
        { ...MEMORY, 'hugepages-1Gi': '2Gi' },
        { 'hugepages-1Gi': '2048Mi' },
      ),
    ],
    ['CPU alone beside them', resources({ [PAGES]: '2Mi' }, { cpu: 1 })],
    ['none of them', resources({ ...MEMORY, [PAGES]: 0 })],
  ])('may have %s', (_what, values) => {
    expect(broken(values)).toEqual([]);
  });
});
