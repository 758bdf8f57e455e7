import { expect, it } from 'vitest';
import { suggestTool } from '../../../src/kinds/api/tool-name.js';
import type { HttpMethod } from '../../../src/model/http.js';

/** Requests of well-known APIs, and the tool that a reader expects. */
it.each([
  ['GET /repos/{owner}/{repo}/issues', 'list_issues', 'List issues.'],
  ['POST /repos/{owner}/{repo}/issues', 'create_issue', 'Create an issue.'],
  ['PUT /repos/{owner}/{repo}/issues/{number}/lock', 'lock_issue', 'Lock an issue.'],
  ['DELETE /repos/{owner}/{repo}/issues/{number}/lock', 'delete_lock', 'Delete lock.'],
  ['GET /search/issues', 'search_issues', 'Search issues.'],
  ['POST /v1/search', 'search', 'Search.'],
  ['POST /v1/payment_intents/{id}/cancel', 'cancel_payment_intent', 'Cancel a payment intent.'],
  ['POST /v1/databases/{id}/query', 'query_database', 'Query a database.'],
  ['POST /chat.postMessage', 'post_message', 'Post message.'],
  ['POST /v1/projects/{id}/messages:send', 'send_message', 'Send a message.'],
  ['POST /v1.0/me/sendMail', 'send_mail', 'Send mail.'],
  ['PUT /v1/me/player/pause', 'pause_player', 'Pause player.'],
  ['PUT /rest/api/3/issue/{key}/assignee', 'replace_assignee', 'Replace assignee.'],
  ['POST /tasks/{gid}/addTag', 'add_tag', 'Add tag.'],
  ['POST /users/{id}/avatar', 'create_avatar', 'Create avatar.'],
  ['GET /products.json', 'list_products', 'List products.'],
  ['POST /admin/api/2024-01/orders/{id}/close.json', 'close_order', 'Close an order.'],
  ['POST /files/upload', 'upload_file', 'Upload a file.'],
  ['GET /status', 'get_status', 'Get status.'],
  ['GET /people', 'list_people', 'List people.'],
  ['HEAD /objects/{key}', 'check_object', 'Check an object.'],
  ['POST /test_cases', 'create_test_case', 'Create a test case.'],
  ['GET /list_items/{id}', 'get_list_item', 'Get a list item.'],
  ['GET /get_stock/{id}', 'get_stock', 'Get stock.'],
  ['POST /delete_orders', 'delete_orders', 'Delete orders.'],
  ['POST /list_items', 'create_list_item', 'Create a list item.'],
  ['DELETE /add-ons/{id}', 'delete_add_on', 'Delete an add on.'],
  ['POST /post', 'create_post', 'Create post.'],
  ['POST /sms/send_sms', 'send_sms', 'Send sms.'],
  ['GET /youtube/v3/search', 'search_youtube', 'Search youtube.'],
  ['POST /crm/v3/import', 'import_crm', 'Import crm.'],
  ['GET /apis/apps/v1beta1/deployments', 'list_deployments', 'List deployments.'],
  ['POST /urls', 'create_url', 'Create a url.'],
  ['POST /hours', 'create_hour', 'Create an hour.'],
  ['GET /{owner}/{repo}', 'call_api', 'GET /{owner}/{repo}.'],
  ['GET /', 'get_front_page', 'Get the front page of the API.'],
  ['GET /api/v2', 'get_front_page', 'Get the front page of the API.'],
])('%s is %s: %s', (request, name, description) => {
  const [method, path = ''] = request.split(' ');
  const tool = suggestTool({ request: { method: method as HttpMethod, path } });
  expect([tool?.name, tool?.description]).toEqual([name, description]);
});

it.each([
  ['/orders/{id}', { id: 'ID of the order.' }],
  [
    '/rooms/{room_id}/messages/{messageId}',
    { room_id: 'ID of the room.', messageId: 'ID of the message.' },
  ],
  ['/repos/{owner}/{repo}', { owner: 'Owner.', repo: 'Repo.' }],
  ['/wp/v2/{id}', { id: 'ID of the wp.' }],
  ['/v2/{id}', { id: 'ID.' }],
])('arguments of %s', (path, texts) => {
  expect(suggestTool({ request: { method: 'GET', path: `${path}/x` } })?.arguments).toEqual(texts);
});
