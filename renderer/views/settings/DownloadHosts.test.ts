// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import DownloadHosts from './DownloadHosts.vue';

it('allows a host, also one of a pasted address, and takes it back', async () => {
  const field = mount(DownloadHosts, { props: { hosts: ['example.org'] } });
  const input = field.get('input');
  await input.setValue('https://Downloads.Example.com:8443/a/b.tar');
  await field.get('form').trigger('submit');
  expect(field.emitted('change')).toEqual([[['downloads.example.com', 'example.org']]]);
  await field.get('button[aria-label="No longer allow example.org"]').trigger('click');
  expect(field.emitted('change')?.[1]).toEqual([[]]);
  field.unmount();
});

it('refuses what is no host', async () => {
  const field = mount(DownloadHosts, { props: { hosts: [] } });
  expect(field.text()).toContain('None: builds stay offline.');
  await field.get('input').setValue('two words');
  expect(field.get('[role="status"]').text()).toContain('Write the name of a host');
  await field.get('form').trigger('submit');
  expect(field.emitted('change')).toBeUndefined();
  field.unmount();
});
