/** A cluster of the fleet, as a backend reaches it. */
export interface ServedCluster {
  name: string;
  url: string;
  token: string;
}

/** What the fleet answers, by what it is asked to do. */
export interface FleetReplies {
  /** Starts clusters; those before are stopped. Answers when all pods run. */
  start: ServedCluster[];
  /** Changes pods for some seconds; how many events watches have had of it. */
  storm: { events: number };
}

/** What the backend answers. */
export interface BackendReplies {
  /** Bytes in use after a collection. */
  heap: { heap: number };
  /** Since the last time: share of a core, and the event loop in ms. */
  usage: { core: number; loopP99: number };
}
