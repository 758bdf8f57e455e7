import type { Rule } from '../model/rule.js';

/** Types a rule where it stands; its id is the path of its file. */
export const defineRule = (rule: Rule): Rule => rule;
