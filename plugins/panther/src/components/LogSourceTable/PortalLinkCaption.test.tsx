import { screen, within } from '@testing-library/react';
import { EntityLogSources } from 'backstage-plugin-panther-common';
import {
  createCheckoutApiAnswer,
  createWebStorefrontLinkedAnswer,
  portalLink,
} from '../../__fixtures__/answers';
import { checkoutApi, webStorefront } from '../../__fixtures__/entities';
import { renderEntityLogSources } from '../../__testUtils__/renderEntityLogSources';

function renderLinked(
  answer: EntityLogSources = createWebStorefrontLinkedAnswer(),
) {
  renderEntityLogSources(webStorefront, async () => answer);
  return screen.findByRole('rowheader');
}

describe('PortalLinkCaption', () => {
  it('says who linked a log source in the portal, and when', async () => {
    const header = await renderLinked();

    expect(header).toHaveTextContent(
      /^Edge load balancer logs ?aws-s3, default:bcd45662-bab7-4f99-b69f-083a0212568d ?Linked in the portal by paula on 2026-11-20 09:30:00 UTC/,
    );
    expect(within(header).getByRole('time')).toHaveAttribute(
      'datetime',
      '2026-11-20T09:30:00.000Z',
    );
    expect(within(header).getByRole('link', { name: 'paula' })).toHaveAttribute(
      'href',
      '/catalog/default/user/paula',
    );
  });

  it('is said without who made it where that is not told', async () => {
    const answer = createWebStorefrontLinkedAnswer();
    answer.links[0]!.portalLink = { linkedAt: portalLink.linkedAt };

    expect(await renderLinked(answer)).toHaveTextContent(
      'Linked in the portal on 2026-11-20 09:30:00 UTC',
    );
  });

  it('does not make an entity of a service', async () => {
    const answer = createWebStorefrontLinkedAnswer();
    answer.links[0]!.portalLink = {
      ...portalLink,
      linkedBy: 'external:terraform',
    };
    const header = await renderLinked(answer);

    expect(header).toHaveTextContent(
      'Linked in the portal by external:terraform on',
    );
    expect(within(header).queryByRole('link')).toBeNull();
  });

  it('is said of a log source that nothing else is known of', async () => {
    const answer = createWebStorefrontLinkedAnswer();
    answer.links = answer.links.map(link => ({
      ...link,
      state: 'unavailable',
      message: 'Panther gave it no isHealthy.',
      logSource: undefined,
    }));

    expect(await renderLinked(answer)).toHaveTextContent(
      /^default:bcd45662-bab7-4f99-b69f-083a0212568d ?Linked in the portal by paula/,
    );
  });

  it('is said next to what the catalog says', async () => {
    const answer = createCheckoutApiAnswer();
    answer.links[0]!.portalLink = portalLink;
    renderEntityLogSources(checkoutApi, async () => answer);

    const [both, annotationOnly] = await screen.findAllByRole('rowheader');
    expect(both).toHaveTextContent(
      'Linked by annotation panther.com/log-source-id',
    );
    expect(both).toHaveTextContent('Linked in the portal by paula');
    expect(annotationOnly).not.toHaveTextContent('portal');
  });
});
