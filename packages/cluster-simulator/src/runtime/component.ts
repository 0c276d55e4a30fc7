/** A part of a cluster that works by itself, such as a controller. */
export interface Component {
  readonly name: string;
  start(): void;
  /** Ends its work; objects stay as they are. */
  stop(): void;
}
