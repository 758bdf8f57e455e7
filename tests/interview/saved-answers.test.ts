import { expect, it } from 'vitest';
import { type InterviewRun, saveAnswers, savedAnswers } from '../../src/interview/run-interview.js';
import type { Host } from '../../src/model/host.js';
import { memoryFiles } from '../support/memory.js';

const NAME = new Map([['Name', { answer: 'acme', shown: 'acme', message: 'Name' }]]);

it('keeps what is saved where the file can no longer be made private', async () => {
  const files = memoryFiles();
  const host = { files, cwd: '/home/ann/acme', env: { HOME: '/home/ann' } } as unknown as Host; // all that is used
  const given = { arguments: [], options: {}, ordered: [] };
  const run: InterviewRun = { host, command: 'create', commandLine: given };
  expect(await saveAnswers(run, NAME)).toBe(true);
  files.makePrivate = () => Promise.reject(new Error('EPERM'));
  expect(await saveAnswers(run, new Map())).toBe(false);
  expect(await savedAnswers(run)).toEqual(NAME);
});
