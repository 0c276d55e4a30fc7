/** Something that the simulator does otherwise, on purpose. */
export interface Difference {
  /** The name of the check that it does not pass. */
  check: string;
  reason: string;
}

/** All there are. */
export const DIFFERENCES: Difference[] = [
  {
    check: 'of the older form are read in the newer one',
    reason:
      'The suite reads events of the core group; the view of events.k8s.io is left out.',
  },
  {
    check: 'are events of the newer form',
    reason: 'The same: events.k8s.io is not served.',
  },
  {
    check: 'adopts pods that it selects',
    reason:
      'Every pod of a workload is made by its ReplicaSet; bare pods that happen to have its labels are not.',
  },
  {
    check: 'lets go of pods that it does not select any more',
    reason: 'Nothing of the suite changes the labels of running pods.',
  },
];
