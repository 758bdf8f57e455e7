import { expect } from 'vitest';
import type { Questions } from '../../src/model/questions.js';
import { baseSpec, projectOf } from './base-project.js';
import { memoryFiles, treeAt } from './memory.js';

export const ROOT = '/home/ann/acme-mcp';

/** Returns a disk in memory with a project that has these providers. */
export const disk = async (...specs: string[]) =>
  memoryFiles(treeAt(ROOT, projectOf(await Promise.all(specs.map(baseSpec)))));

const MAX_TIMES = 20;

/**
 * Returns questions with these answers, by a part of the question; all others get their default.
 * @param lines messages in a chat
 */
export function person(answers: Record<string, string | boolean>, lines: string[] = []) {
  const asked: string[] = [];
  const notes: string[] = [];
  const answer = (message: string) => {
    asked.push(message);
    // Who is refused answers the same again.
    if (asked.filter((each) => each === message).length > MAX_TIMES)
      throw new Error(`"${message}" is asked again and again: ${notes.at(-1) ?? ''}`);
    const key = Object.keys(answers).find((words) => message.includes(words));
    return key === undefined ? undefined : answers[key];
  };
  const questions: Questions = {
    intro: () => undefined,
    note: (text) => void notes.push(text),
    async text({ message, initialText: stands, initial = '', correct = (text) => text, check }) {
      const typed = answer(message);
      const text = typed === undefined ? stands || initial : correct(String(typed));
      expect(check?.(text), `${message} ${text}`).toBeUndefined();
      return text;
    },
    async choose({ message, choices, initial }) {
      const text = answer(message) ?? initial;
      return (choices.find(({ value }) => value === text) ?? choices[0]!).value;
    },
    async chooseSeveral({ message, initial }) {
      const text = answer(message);
      return text === undefined ? [...initial] : String(text).split(',');
    },
    async confirm(message, initial) {
      return Boolean(answer(message) ?? initial);
    },
    isKnown: () => false,
    withoutEcho: (work) => work(),
    line: async () => lines.shift(),
  };
  return { questions, asked, notes };
}
