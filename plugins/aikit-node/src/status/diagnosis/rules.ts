import { configurationRules } from './configurationRules';
import { containerRules } from './containerRules';
import { controllerSilent } from './controllerSilent';
import { creationRules } from './creationRules';
import { groupRecreated } from './groupRecreated';
import { imageRules } from './imageRules';
import { nodeRules } from './nodeRules';
import { placementRules } from './placementRules';
import { Rule } from './rule';
import { slowRules } from './slowRules';

/** All rules. Of findings equally severe, those of earlier rules come first. */
export const rules: Rule[] = [
  ...creationRules,
  controllerSilent,
  ...imageRules,
  ...configurationRules,
  ...containerRules,
  ...nodeRules,
  ...placementRules,
  groupRecreated,
  ...slowRules,
];
