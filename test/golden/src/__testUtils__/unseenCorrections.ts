import type { GoldenCase } from './cases';

/** A correction that no case can show: why, and the test that shows it. */
export interface UnseenCorrection {
  why: string;
  /** Whether a case leaves it unseen; false asks for a correction here. */
  unseenIn(golden: GoldenCase): boolean;
  test: { file: string; name: string };
}

/**
 * The rest of the list. Each says what makes it invisible, and is checked to
 * be so: a case that shows one has to move it to the corrections.
 */
export const unseenCorrections: Record<string, UnseenCorrection> = {
  C8: {
    why: 'the renders were made without hooks, so they hold no Job',
    unseenIn: golden => golden.helm().every(({ kind }) => kind !== 'Job'),
    test: {
      file: 'render/renderWorkload.test.ts',
      name: 'makes no Job that labels the namespace, and says so',
    },
  },
  C10: {
    why: 'it refuses names, and each case has one that works',
    unseenIn: golden =>
      golden
        .helm()
        .every(({ metadata }) => /^[a-z][-a-z0-9]{1,40}$/.test(metadata.name)),
    test: {
      file: 'render/naming.test.ts',
      name: 'refuses a name that is too long for its pods, and gives one that works',
    },
  },
  C11: {
    why: 'each case of the chart that has the mode says whether it is on',
    unseenIn: ({ chart, values }) =>
      chart === 'main' || values.leaderWorkerSet?.enabled !== undefined,
    test: {
      file: 'render/renderWorkload.test.ts',
      name: 'renders a Deployment unless distributed mode is asked for',
    },
  },
  C14: {
    why: "each case leaves the leader's port at 8080, the fixed target",
    unseenIn: ({ values }) =>
      (values.leaderWorkerSet?.leader?.port ?? 8080) === 8080,
    test: {
      file: 'render/service.test.ts',
      name: "targets the leader's own port",
    },
  },
};
