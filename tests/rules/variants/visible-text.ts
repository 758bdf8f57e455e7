import { type Variant, variant } from '../variants.js';

const TOOL = 'src/providers/issues/tools/get-issue.ts';
const described = (variant: string, text: string): Variant => ({
  variant: `visible text: ${variant}`,
  edits: { [TOOL]: ["'One issue of a repository.'", `'${text}'`] },
});

export const variants: readonly Variant[] = [
  described('a flag', 'Issues of 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'),
  described('emoji', 'One issue 👩\u200d🚀 👨🏽\u200d💻 ☀\ufe0f 1\ufe0f\u20e3 ❤\ufe0f\u200d🔥'),
  described('Persian', 'نمی\u200cخواهم'),
  described('Hindi', 'क्\u200dष'),
  described('Hebrew with marks', 'שלום\u200f GitHub\u200e'),
  variant('visible text: a pattern that rejects such characters', {
    [TOOL]: [
      "  repo: z.string().min(1).describe('Name of the repository.')",
      "  repo: z.string().regex(/^[^\u200b]+$/).describe('Name of the repository.')",
    ],
  }),
];
