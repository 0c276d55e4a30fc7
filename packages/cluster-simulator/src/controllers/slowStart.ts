/**
 * Acts on items in batches of 1, 2, 4, …; a batch in which one fails is the
 * last, so that what fails for all of them does not fail thousands of times.
 *
 * @throws the first error of that batch
 */
export function slowStart<T>(items: readonly T[], act: (item: T) => void) {
  for (
    let start = 0, size = 1;
    start < items.length;
    start += size, size *= 2
  ) {
    const errors = items.slice(start, start + size).flatMap(item => {
      try {
        act(item);
        return [];
      } catch (error) {
        return [error];
      }
    });
    if (errors.length > 0) {
      throw errors[0];
    }
  }
}
