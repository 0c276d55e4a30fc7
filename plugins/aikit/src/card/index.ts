export { EntityAikitCard, type EntityAikitCardProps } from './EntityAikitCard';
