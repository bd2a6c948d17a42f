import { useState } from 'react';
import {
  Content,
  ContentHeader,
  Header,
  InfoCard,
  Page,
  ProxiedSignInPage,
} from '@backstage/core-components';
import { configApiRef, IdentityApi, useApi } from '@backstage/core-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { DemoPerson, demoPeople } from './demoPeople';

const STORAGE_KEY = 'panther-demo-person';

/** Lets a visitor of the demo choose who to be, and remembers it until they sign out. */
export function DemoSignInPage({ onSignInSuccess }: SignInPageProps) {
  const [person, setPerson] = useState(() =>
    demoPeople.find(({ name }) => name === localStorage.getItem(STORAGE_KEY)),
  );

  if (person) {
    return (
      <ProxiedSignInPage
        provider="demo"
        headers={{ 'x-demo-person': person.name }}
        onSignInSuccess={identity =>
          onSignInSuccess(forgettingPerson(identity))
        }
      />
    );
  }
  return (
    <DemoPeople
      onChoose={chosen => {
        localStorage.setItem(STORAGE_KEY, chosen.name);
        setPerson(chosen);
      }}
    />
  );
}

function DemoPeople({ onChoose }: { onChoose: (person: DemoPerson) => void }) {
  const title = useApi(configApiRef).getString('app.title');
  return (
    <Page themeId="home">
      <Header title={title} />
      <Content>
        <ContentHeader title="Who would you like to be?" />
        <Grid
          container
          component="ul"
          style={{ listStyle: 'none', paddingLeft: 0 }}
        >
          {demoPeople.map(person => (
            <Grid key={person.name} item component="li" xs={12} sm={6} md={4}>
              <InfoCard
                title={person.title}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    aria-label={`Sign in as ${person.title}`}
                    onClick={() => onChoose(person)}
                  >
                    Sign in
                  </Button>
                }
              >
                <Typography>{person.description}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}

/** After signing out, the next visit starts with the choice again. */
function forgettingPerson(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: () => {
      localStorage.removeItem(STORAGE_KEY);
      return identity.signOut();
    },
  };
}
