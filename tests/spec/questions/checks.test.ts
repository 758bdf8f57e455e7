import { describe, expect, it } from 'vitest';
import { baseUrlRule, pathRule } from '../../../src/kinds/api/url-rules.js';
import * as checks from '../../../src/spec/questions/checks.js';
import { authStyles } from '../../../src/styles/register.gen.js';
import { ACME, styles } from '../styles.js';

const checkBaseUrl = checks.answerCheck('The base URL', baseUrlRule);
const checkPath = checks.answerCheck('The path', pathRule);

const NAME =
  'The name must be letters, digits, "_" and "-" and begin with a letter, such as "send_message".';

describe('an answer is judged in a sentence', () => {
  it.each<[string, checks.AnswerCheck, string, string | undefined]>([
    ['provider', checks.checkProviderName(), 'acme_chat', undefined],
    ['provider', checks.checkProviderName(['acme']), 'acme', 'Provider "acme" already exists.'],
    ['display name', checks.checkDisplayName, 'Ακμή 💬', undefined],
    ['display name', checks.checkDisplayName, ' ', 'The display name must not be blank.'],
    ['description', checks.checkDescription, '', 'Enter a value.'],
    ['description', checks.checkDescription, ' ', 'The description must not be blank.'],
    ['base URL', checkBaseUrl, 'https://api.acme.dev/v1', undefined],
    ['tool', checks.checkToolName(ACME, ['send']), 'post', undefined],
    ['tool', checks.checkToolName(ACME), 'send message', NAME],
    ['prompt', checks.checkItemName('prompt', ['get']), 'get', 'Prompt "get" already exists.'],
    [
      'tool',
      checks.checkToolName(ACME, ['send_it']),
      'sendIt',
      'The name "sendIt" collides with "send_it": both become the file "send-it.ts".',
    ],
    ['tool', checks.checkToolName(ACME, ['a', 'a']), 'b', undefined],
    ['path', checkPath, '/rooms/{id}', undefined],
    [
      'argument',
      checks.checkArgumentName,
      '__proto__',
      'The name must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names.',
    ],
    ['setting', checks.checkAuthSetting(styles['api-key']!, 'in'), 'header', undefined],
    [
      'setting',
      checks.checkAuthSetting(styles.oauth2!, 'tokenUrl'),
      'http://a.dev',
      'The value must begin with "https://"; plain http is for loopback addresses only.',
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
