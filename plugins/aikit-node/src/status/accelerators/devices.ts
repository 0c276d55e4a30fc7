const WORDS: [RegExp, string][] = [
  [/\/(gpu|mig-|[sdtqc]px_)|^gpu\.intel\.com/, 'GPUs'],
  [/\/tpu/, 'TPUs'],
  [/\/npu|Ascend/, 'NPUs'],
];

/** What people call the devices of a resource, such as `GPUs`. */
export function deviceWord(resource: string | undefined): string {
  return (
    WORDS.find(([pattern]) => pattern.test(resource ?? ''))?.[1] ??
    'accelerators'
  );
}
