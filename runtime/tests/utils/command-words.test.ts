import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commandText, commandWords } from '../../src/utils/command-words.js';

it.each([
  ['node "my server.js" --name=\'a b\'', ['node', 'my server.js', '--name=a b']],
  ['C:\\x\\node.exe it\'s a"b $HOME', ['C:\\x\\node.exe', "it's", 'a"b', '$HOME']],
  [`"it's "'"x"' ""`, [`it's "x"`, '']],
])('%s has the words %j', (text, words) => expect(commandWords(text)).toEqual(words));

it('every list of words has a text', () => {
  const characters = fc.constantFrom('a', 'b', "'", '"', '=', '\\', ' ', '$', '\n');
  const words = fc.array(fc.string({ unit: characters, maxLength: 8 }));
  fc.assert(
    fc.property(words, (list) => {
      expect(commandWords(commandText(list))).toEqual(list);
    }),
  );
});
