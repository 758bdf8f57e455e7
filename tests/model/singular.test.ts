import { expect, it } from 'vitest';
import { singular } from '../../src/model/text/singular.js';

it.each([
  ['order_lines', 'order_line'],
  ['categories', 'category'],
  ['addresses', 'address'],
  ['branches', 'branch'],
  ['campuses', 'campus'],
  ['canvases', 'canvas'],
  ['caches', 'cache'],
  ['headaches', 'headache'],
  ['quizzes', 'quiz'],
  ['buses', 'bus'],
  ['calories', 'calorie'],
  ['alias', 'alias'],
  ['send_sms', 'send_sms'],
  ['warehouses', 'warehouse'],
  ['movies', 'movie'],
  ['sales_people', 'sales_person'],
  ['status', 'status'],
  ['analysis', 'analysis'],
  ['series', 'series'],
  ['news', 'news'],
  ['staff', 'staff'],
  ['s', 's'],
  ['', ''],
])('one of %s is a %s', (many, one) => expect(singular(many)).toBe(one));
