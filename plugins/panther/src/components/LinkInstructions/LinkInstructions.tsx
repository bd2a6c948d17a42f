import { Entity } from '@backstage/catalog-model';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PANTHER_LOG_SOURCE_ID_ANNOTATION } from 'backstage-plugin-panther-common';
import { AnnotationToCommit } from '../AnnotationToCommit';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      '& p': { maxWidth: '80ch' },
      '& p + p': { marginTop: theme.spacing(1) },
    },
  }),
  { name: 'PantherLinkInstructions' },
);

/**
 * How to link a log source to this very entity.
 *
 * @param keptRefs - the log source refs that its annotation should go on naming
 */
export function LinkInstructions(props: {
  entity: Entity;
  title: string;
  keptRefs: string[];
}) {
  const { entity, title, keptRefs } = props;
  const classes = useStyles();
  return (
    <Paper className={classes.root}>
      <Typography variant="h6" component="h3">
        {title}
      </Typography>
      <Typography>
        Put the id of the log source into the annotation{' '}
        <code>{PANTHER_LOG_SOURCE_ID_ANNOTATION}</code> of the catalog file and
        commit it; several ids are separated by commas.
      </Typography>
      <Typography>
        To find the id, open the log source in the Panther Console under
        Configure &gt; Log Sources; Panther's API calls it{' '}
        <code>integrationId</code>. Where the portal has several Panther
        instances, write <code>&lt;instance&gt;:&lt;id&gt;</code>.
      </Typography>
      <AnnotationToCommit entity={entity} refs={[...keptRefs, '<id>']} />
    </Paper>
  );
}
