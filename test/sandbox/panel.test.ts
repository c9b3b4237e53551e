import { readManifest } from '../../sandbox/runtime/manifest';
import { panelExecution } from '../../sandbox/server/panel';
import { World } from '../../sandbox/world/world';

const MEI = 'mei@studio.example';

const solution = (id: unknown) => ({ id, name: 'Room', logoUrl: 'https://x.example/i.png', onCreateFunction: 'make' });
const manifest = readManifest(
  JSON.stringify({
    addOns: {
      common: { name: 'Demo', logoUrl: 'x', homepageTrigger: { runFunction: 'home' } },
      calendar: { conferenceSolution: [solution(1), solution(1), solution('two')] },
    },
  }),
);
const project = { dir: '', manifest, scripts: [], html: {} };

it('hands a card’s function its parameters and inputs in the former way, too', () => {
  const { args } = panelExecution(new World(), project, {
    as: MEI,
    function: 'save',
    parameters: { id: '7' },
    formInputs: { name: { stringInputs: { value: ['Ana', 'Eva'] } }, day: { dateInput: { msSinceEpoch: '86400000' } } },
  });
  const day = { msSinceEpoch: '86400000' };
  expect(args).toMatchObject([
    {
      commonEventObject: { parameters: { id: '7' } },
      parameters: { id: '7' },
      formInput: { name: 'Ana', day },
      formInputs: { name: ['Ana', 'Eva'], day: [day] },
    },
  ]);
});

it('hands the homepage empty ones', () => {
  const { args } = panelExecution(new World(), project, { as: MEI });
  expect(args).toMatchObject([{ parameters: {}, formInput: {}, formInputs: {} }]);
});

it('takes conference solutions whose id is a number, or there twice', () => {
  expect(manifest.addOn?.conferenceSolutions.map(({ id }) => id)).toEqual(['1', '1', 'two']);
});
