import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'error',
  summary:
    'Providers do not cast values to UserId, ApiPath, EncodedPath, Principal or CallContext.',
  why: 'The runtime alone makes these values, from a verified token or with encoding. A cast lets an argument of a tool choose the user or the path of a request.',
  source: {
    text: 'CWE-639, Authorization Bypass Through User-Controlled Key; CWE-22, Path Traversal.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.1,
  limits: 'Casts through other types, such as "as never", are not known.',
  module({ casts }, report) {
    for (const { type, at: range } of casts)
      if (/(^|\.)(UserId|ApiPath|EncodedPath|Principal|CallContext)$/.test(type))
        report(
          range,
          `This value is cast to ${type}, which only the runtime makes.`,
          type.endsWith('Path')
            ? 'Write the path with path`…`, which encodes its values.'
            : 'Take it from the context of the call.',
        );
  },
  examples: {
    pass: [{ [TOOL]: ['return response.body', 'return response.body as Forecast'] }],
    fail: [
      [
        { [TOOL]: ["path: '/forecast'", 'path: ‹`/forecast/${query.place}` as ApiPath›'] },
        'This value is cast to ApiPath, which only the runtime makes.',
      ],
      [
        { [TOOL]: ['const response', 'const user = ‹query.user as UserId›;\n    const response'] },
        'This value is cast to UserId, which only the runtime makes.',
      ],
    ],
  },
} satisfies Rule;
