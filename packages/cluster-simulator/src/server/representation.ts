import { apiVersionOf, BUILT_IN, ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';

/** Whether a kind is there without a CRD. */
export function isBuiltIn({ group, plural }: ResourceType): boolean {
  return BUILT_IN.some(type => type.group === group && type.plural === plural);
}

/** An object as the version of a kind that was asked for. */
export function asVersion(type: ResourceType, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(type);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

/** An item of a list: only those of CRDs say what they are. */
export function itemJson(type: ResourceType, object: KubeObject): string {
  return JSON.stringify(
    isBuiltIn(type)
      ? { ...object, apiVersion: undefined, kind: undefined }
      : asVersion(type, object),
  );
}

/** A line of a watch. */
export function watchLine(type: string, object: unknown): string {
  return `{"type":"${type}","object":${JSON.stringify(object)}}\n`;
}
