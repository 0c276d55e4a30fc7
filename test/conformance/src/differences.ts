/** Something that the simulator does otherwise, on purpose. */
export interface Difference {
  /** The name of the check that it does not pass. */
  check: string;
  reason: string;
}

/** All there are. */
export const DIFFERENCES: Difference[] = [];
