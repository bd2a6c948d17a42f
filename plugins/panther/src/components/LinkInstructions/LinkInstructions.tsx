import { ANNOTATION_EDIT_URL, Entity } from '@backstage/catalog-model';
import { CopyTextButton, Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PANTHER_LOG_SOURCE_ID_ANNOTATION } from 'backstage-plugin-panther-common';
import { annotationSnippet } from './annotationSnippet';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      '& p': { maxWidth: '80ch' },
    },
    snippet: {
      display: 'flex',
      alignItems: 'flex-start',
      justifyContent: 'space-between',
      maxWidth: '80ch',
      margin: theme.spacing(2, 0),
      padding: theme.spacing(2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    code: {
      margin: 0,
      fontFamily: 'monospace',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
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
  const snippet = annotationSnippet(entity, [...keptRefs, '<id>']);
  const editUrl = entity.metadata.annotations?.[ANNOTATION_EDIT_URL];
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
      <div className={classes.snippet}>
        <pre className={classes.code}>{snippet}</pre>
        <CopyTextButton
          text={snippet}
          tooltipText="Copied"
          variant="tertiary"
          aria-label="Copy the annotation"
        />
      </div>
      <Typography>
        To find the id, open the log source in the Panther Console under
        Configure &gt; Log Sources; Panther's API calls it{' '}
        <code>integrationId</code>. Where the portal has several Panther
        instances, write <code>&lt;instance&gt;:&lt;id&gt;</code>.
      </Typography>
      {editUrl && (
        <Typography>
          <Link to={editUrl}>Edit the catalog file</Link>
        </Typography>
      )}
    </Paper>
  );
}
