/** This SDK line speaks the 2025-11-25 protocol and older; newer clients fall back to it by themselves. */
export const eras = [
  { era: 'legacy', mode: 'legacy' },
  { era: 'negotiated', mode: 'auto' },
] as const;
