import type { Origin } from './code.js';

/** Two ways to one thing. */
export function isSameOrigin(one: Origin, other: Origin): boolean {
  switch (one.is) {
    case 'declared':
      return (
        other.is === 'declared' && one.declaration === other.declaration && one.path === other.path
      );
    case 'value':
      return other.is === 'value' && one.value === other.value && one.path === other.path;
    case 'external':
      return other.is === 'external' && one.module === other.module && one.path === other.path;
    default:
      return false;
  }
}
