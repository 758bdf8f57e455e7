import type { JsonSchemaObject } from '../../model/json-schema.js';
import { variants } from '../../spec/schema/shapes.js';
import { argumentName } from '../../spec/schema/texts.js';

const dotted = (text: string): JsonSchemaObject => ({
  type: 'string',
  description: text,
  pattern: '^[^.]+(\\.[^.]+)*$',
  patternErrorMessage: 'must be keys joined by ".", such as "page.next"',
});
const parameter = (text: string): JsonSchemaObject => ({
  type: 'string',
  description: text,
  pattern: '\\S',
  patternErrorMessage: 'must not be blank',
  maxLength: 200,
});

const paged = {
  items: dotted('Dotted path of the list in the body; absent if the body is the list.'),
  limit: {
    ...argumentName,
    description: 'Integer argument that says how many items to return in all.',
  },
  sizeParam: parameter('Parameter with the number of items in a page.'),
  maxSize: { type: 'integer', minimum: 1, description: 'The largest page of the API.' },
} as const;
const total = dotted('Dotted path of the number of all items in the body.');

export const pagination = variants(
  'How the next pages are found.',
  'style',
  'link: the Link header with rel="next" (RFC 8288), or a URL in the body. cursor: a value in the response, sent back as a parameter. page, offset: the number of the page, or of the items to skip. With POST, the parameters are properties of the JSON body, or variables of the GraphQL document.',
  {
    link: {
      required: ['limit'],
      properties: {
        nextUrl: dotted(
          'Dotted path of the URL of the next page in the body, instead of the header.',
        ),
        ...paged,
      },
    },
    cursor: {
      required: ['cursorParam', 'limit'],
      oneOf: [['lastItem'], ['cursorHeader'], ['nextCursor']],
      properties: {
        nextCursor: dotted('Dotted path of the next cursor in the body.'),
        lastItem: dotted('Instead of nextCursor: dotted path of the cursor in the last item.'),
        cursorHeader: parameter('Instead of nextCursor: response header with the next cursor.'),
        hasMore: dotted('Dotted path of the boolean that says whether there are more items.'),
        cursorParam: parameter('Parameter with the cursor.'),
        ...paged,
      },
    },
    page: {
      required: ['pageParam', 'sizeParam', 'maxSize', 'limit'],
      properties: {
        pageParam: parameter('Parameter with the number of the page.'),
        firstPage: {
          type: 'integer',
          minimum: 0,
          description: 'Number of the first page.',
          default: 1,
        },
        total,
        ...paged,
      },
    },
    offset: {
      required: ['offsetParam', 'sizeParam', 'maxSize', 'limit'],
      properties: {
        offsetParam: parameter('Parameter with the number of items to skip.'),
        total,
        ...paged,
      },
    },
  },
);
