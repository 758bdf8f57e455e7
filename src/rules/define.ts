import type { Rule } from '../model/rule.js';

/** Types a rule in its file; its id is the path of its file. */
export const defineRule = (rule: Rule): Rule => rule;
