import { describe, expect, it } from 'vitest';
import * as checks from '../../../src/spec/questions/checks.js';
import { authStyles } from '../../../src/styles/register.gen.js';
import { baseUrlRule, pathRule } from '../../../src/kinds/api/rules.js';
import { ACME, styles } from '../styles.js';

const checkBaseUrl = checks.answerCheck('The base URL', baseUrlRule);
const checkPath = checks.answerCheck('The path', pathRule);

const NAME =
  'The name must be letters, digits, "_" and "-" and begin with a letter, such as "send_message".';

describe('an answer is judged in a sentence', () => {
  it.each<[string, checks.AnswerCheck, string, string | undefined]>([
    ['provider', checks.checkProviderName(), 'acme_chat', undefined],
    [
      'provider',
      checks.checkProviderName(),
      'Acme',
      'The name must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat", not "Acme"; did you mean "acme"?',
    ],
    ['provider', checks.checkProviderName(['acme']), 'acme', 'Provider "acme" already exists.'],
    [
      'provider',
      checks.checkProviderName(),
      'core',
      'The name "core" is reserved; choose another one.',
    ],
    ['display name', checks.checkDisplayName, 'Ακμή 💬', undefined],
    ['display name', checks.checkDisplayName, ' ', 'The display name must not be blank.'],
    [
      'display name',
      checks.checkDisplayName,
      'a\0',
      'The display name contains a NUL character, which is not allowed.',
    ],
    [
      'display name',
      checks.checkDisplayName,
      'x'.repeat(201),
      'The display name is 201 characters long; at most 200 are allowed.',
    ],
    ['description', checks.checkDescription, '', 'Enter a value.'],
    ['description', checks.checkDescription, ' ', 'The description must not be blank.'],
    ['base URL', checkBaseUrl, 'https://api.acme.dev/v1', undefined],
    [
      'base URL',
      checkBaseUrl,
      'http://api.acme.dev',
      'The base URL must begin with "https://"; plain http is for loopback addresses only.',
    ],
    ['tool', checks.checkToolName(ACME, ['send']), 'post', undefined],
    ['tool', checks.checkToolName(ACME), 'send message', NAME],
    ['tool', checks.checkToolName(ACME, ['get']), 'get', 'Tool "get" already exists.'],
    ['prompt', checks.checkItemName('prompt', ['get']), 'get', 'Prompt "get" already exists.'],
    [
      'tool',
      checks.checkToolName(ACME, ['send_it']),
      'sendIt',
      'The name "sendIt" collides with "send_it": both become the file "send-it.ts".',
    ],
    ['tool', checks.checkToolName(ACME, ['a', 'a']), 'b', undefined],
    [
      'tool',
      checks.checkToolName(ACME),
      'x'.repeat(60),
      'The name and the provider name have 64 characters together; above 57, Claude Code sends a name that the API rejects.',
    ],
    ['path', checkPath, '/rooms/{id}', undefined],
    [
      'path',
      checkPath,
      'rooms',
      'The path must begin with "/", not "rooms"; did you mean "/rooms"?',
    ],
    ['argument', checks.checkArgumentName(['a']), 'b', undefined],
    ['argument', checks.checkArgumentName(['a-b']), 'a_b', undefined],
    ['argument', checks.checkArgumentName(['a']), 'a', 'Argument "a" already exists.'],
    [
      'argument',
      checks.checkArgumentName(),
      '__proto__',
      'The name must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names.',
    ],
    [
      'argument',
      checks.checkArgumentName(),
      '$top',
      'The name must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names.',
    ],
    ['setting', checks.checkAuthSetting(styles['api-key']!, 'in'), 'header', undefined],
    [
      'setting',
      checks.checkAuthSetting(styles['api-key']!, 'in'),
      'head',
      'The value must be "header", "query" or "cookie", not "head"; did you mean "header"?',
    ],
    [
      'setting',
      checks.checkAuthSetting(styles.oauth2!, 'tokenUrl'),
      'http://a.dev',
      'The value must begin with "https://"; plain http is for loopback addresses only.',
    ],
    [
      'setting',
      checks.checkAuthSetting(authStyles.oauth2, 'scopes'),
      'read, write',
      'The value must be printable ASCII without blanks, quotes, backslashes and a comma at the end (RFC 6749).',
    ],
    [
      'setting',
      checks.checkAuthSetting(authStyles.oauth2, 'scopes'),
      'read say"it"',
      'The value must be printable ASCII without blanks, quotes, backslashes and a comma at the end (RFC 6749).',
    ],
  ])('%s: %3$j', (_, check, text, sentence) => {
    expect(check(text)).toBe(sentence);
  });
});
