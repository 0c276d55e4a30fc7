import { KeyboardEvent, useState } from 'react';

function target(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(from + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * Makes a row of elements one stop of the Tab key: arrow keys, Home and End
 * move inside it. A thousand tiles would otherwise be a thousand stops.
 *
 * The elements carry `data-roving-item`, are focusable by the Tab key only at
 * the place `active`, and call `setActive` with their place when focused;
 * `onKeyDown` is for the element round them.
 *
 * Source of the rule: "Keyboard navigation inside components" in the WAI-ARIA
 * Authoring Practices.
 *
 * @param count - number of elements
 */
export function useRovingFocus(count: number): {
  active: number;
  setActive: (index: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
} {
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, count - 1);
  return {
    active,
    setActive,
    onKeyDown: event => {
      const next = target(event.key, active, count);
      if (next === undefined) {
        return;
      }
      event.preventDefault();
      event.currentTarget
        .querySelectorAll<HTMLElement>('[data-roving-item]')
        .item(next)
        ?.focus();
    },
  };
}
