import { describe, expect, it } from 'vitest';
import * as answers from '../../../src/spec/questions/checks.js';
import { styles } from '../styles.js';

const NAME =
  'The name must be letters, digits, "_" and "-" and begin with a letter, such as "send_message".';

describe('an answer is judged in a sentence', () => {
  it.each<[string, answers.AnswerCheck, string, string | undefined]>([
    ['provider', answers.checkProviderName(), 'acme_chat', undefined],
    [
      'provider',
      answers.checkProviderName(),
      'Acme',
      'The name must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat".',
    ],
    ['provider', answers.checkProviderName(['acme']), 'acme', 'The name "acme" is taken.'],
    [
      'provider',
      answers.checkProviderName(),
      'core',
      'The name "core" is reserved; choose another one.',
    ],
    ['display name', answers.checkDisplayName, 'Ακμή 💬', undefined],
    ['display name', answers.checkDisplayName, ' ', 'The display name must not be blank.'],
    [
      'display name',
      answers.checkDisplayName,
      'a\0',
      'The display name holds a NUL character, which no file can keep.',
    ],
    [
      'title',
      answers.checkTitle,
      'x'.repeat(201),
      'The title is 201 characters long; at most 200 are allowed.',
    ],
    ['description', answers.checkDescription, '', 'The description must not be blank.'],
    ['base URL', answers.checkBaseUrl, 'https://api.acme.dev/v1', undefined],
    [
      'base URL',
      answers.checkBaseUrl,
      'http://api.acme.dev',
      'The base URL must begin with "https://"; plain http is for loopback addresses only.',
    ],
    ['tool', answers.checkToolName('acme', ['send']), 'post', undefined],
    ['tool', answers.checkToolName('acme'), 'send message', NAME],
    [
      'tool',
      answers.checkToolName('acme', ['send_it']),
      'sendIt',
      'The name "sendIt" collides with "send_it": both become the file "send-it.ts".',
    ],
    ['tool', answers.checkToolName('acme', ['a', 'a']), 'b', undefined],
    [
      'tool',
      answers.checkToolName('acme'),
      'x'.repeat(60),
      "The name and the provider's name have 64 characters together; clients refuse more than 57.",
    ],
    ['path', answers.checkPath, '/rooms/{id}', undefined],
    ['path', answers.checkPath, 'rooms', 'The path must begin with "/".'],
    ['argument', answers.checkArgumentName(['a']), 'b', undefined],
    ['argument', answers.checkArgumentName(['a']), 'a', 'The name "a" is taken.'],
    [
      'argument',
      answers.checkArgumentName(),
      '$top',
      'The name must be letters, digits, "_", "." and "-": clients refuse other argument names.',
    ],
    ['setting', answers.checkAuthSetting(styles['api-key']!, 'in'), 'header', undefined],
    [
      'setting',
      answers.checkAuthSetting(styles['api-key']!, 'in'),
      'head',
      'The answer must be "header", "query" or "cookie", not "head"; did you mean "header"?',
    ],
    [
      'setting',
      answers.checkAuthSetting(styles.oauth2!, 'tokenUrl'),
      'http://a.dev',
      'The answer must begin with "https://"; plain http is for loopback addresses only.',
    ],
  ])('%s: %3$j', (_, check, text, sentence) => {
    expect(check(text)).toBe(sentence);
  });
});
