export { pause, systemClock, type Clock, type Instant } from './clock';
export { coalesce, type Coalesced } from './coalesce';
