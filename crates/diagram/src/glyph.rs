//! The glyphs of states: Lucide (https://lucide.dev, ISC licence, copyright Lucide Icons and contributors).

use crate::Kind;

/// The glyph on a state's tile, of which a Task shows its service's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Lucide `square-function`.
    Task,
    /// Lucide `split`.
    Choice,
    /// Lucide `columns-3`.
    Parallel,
    /// Lucide `layers`.
    Map,
    /// Lucide `clock`.
    Wait,
    /// Lucide `arrow-down-to-line`.
    Pass,
    /// Lucide `circle-check`.
    Succeed,
    /// Lucide `circle-x`.
    Fail,
    /// Lucide `circle-help`.
    Unknown,
    /// Lucide `zap`.
    Lambda,
    /// Lucide `database`.
    Database,
    /// Lucide `bell`.
    Bell,
    /// Lucide `inbox`.
    Queue,
    /// Lucide `archive`.
    Bucket,
    /// Lucide `workflow`.
    Workflow,
    /// Lucide `globe`.
    Globe,
    /// Lucide `sparkles`.
    Model,
    /// Lucide `container`.
    Container,
    /// Lucide `radio`.
    Event,
}

impl Glyph {
    /// The glyph of a kind; that of a Task is told by its quiet line.
    #[must_use]
    pub fn of(kind: Kind, subtitle: &str) -> Self {
        match kind {
            Kind::Choice => Self::Choice,
            Kind::Parallel => Self::Parallel,
            Kind::Map => Self::Map,
            Kind::Wait => Self::Wait,
            Kind::Pass => Self::Pass,
            Kind::Succeed => Self::Succeed,
            Kind::Fail => Self::Fail,
            Kind::Unknown | Kind::Start | Kind::End | Kind::Loose => Self::Unknown,
            Kind::Task => Self::of_service(subtitle.split(':').next().unwrap_or_default()),
        }
    }

    fn of_service(service: &str) -> Self {
        match service.trim().to_ascii_lowercase().replace([' ', '-'], "").as_str() {
            "lambda" => Self::Lambda,
            "dynamodb" | "rds" | "athena" | "redshift" | "glue" => Self::Database,
            "sns" | "ses" => Self::Bell,
            "sqs" => Self::Queue,
            "s3" => Self::Bucket,
            "stepfunctions" | "sfn" => Self::Workflow,
            "http" | "apigateway" => Self::Globe,
            "bedrock" | "sagemaker" | "comprehend" | "rekognition" | "textract" => Self::Model,
            "ecs" | "batch" | "eks" | "codebuild" => Self::Container,
            "eventbridge" | "events" => Self::Event,
            _ => Self::Task,
        }
    }

    /// What is drawn inside a 24 × 24 view box, as SVG: one path, so one element of the page.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Unknown => {
                r#"<path d="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3M12 17h.01"/>"#
            }
            Self::Queue => {
                r#"<path d="M22 12 16 12 14 15 10 15 8 12 2 12M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z"/>"#
            }
            Self::Bucket => {
                r#"<path d="M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-18a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1zM4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8M10 12h4"/>"#
            }
            Self::Workflow => {
                r#"<path d="M5 3h4a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-4a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2zM7 11v4a2 2 0 0 0 2 2h4M15 13h4a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-4a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2z"/>"#
            }
            Self::Globe => {
                r#"<path d="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20"/>"#
            }
            Self::Model => {
                r#"<path d="M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594zM20 2v4M22 4h-4M2 20a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z"/>"#
            }
            Self::Container => {
                r#"<path d="M22 7.7c0-.6-.4-1.2-.8-1.5l-6.3-3.9a1.72 1.72 0 0 0-1.7 0l-10.3 6c-.5.2-.9.8-.9 1.4v6.6c0 .5.4 1.2.8 1.5l6.3 3.9a1.72 1.72 0 0 0 1.7 0l10.3-6c.5-.3.9-1 .9-1.5ZM10 21.9V14L2.1 9.1M10 14l11.9-6.9M14 19.8v-8.1M18 17.5V9.4"/>"#
            }
            Self::Event => {
                r#"<path d="M16.247 7.761a6 6 0 0 1 0 8.478M19.075 4.933a10 10 0 0 1 0 14.134M4.925 19.067a10 10 0 0 1 0-14.134M7.753 16.239a6 6 0 0 1 0-8.478M10 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z"/>"#
            }
            common => common.common_shape(),
        }
    }

    /// The same for those that are met most; of the others nothing. The page begins with these.
    #[must_use]
    pub fn common_shape(self) -> &'static str {
        match self {
            Self::Task => {
                r#"<path d="M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM9 17c2 0 2.8-1 2.8-2.8V10c0-2 1-3.3 3.2-3M9 11.2h5.7"/>"#
            }
            Self::Choice => r#"<path d="M16 3h5v5M8 3H3v5M12 22v-8.3a4 4 0 0 0-1.172-2.872L3 3M15 9l6-6"/>"#,
            Self::Parallel => {
                r#"<path d="M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM9 3v18M15 3v18"/>"#
            }
            Self::Map => {
                r#"<path d="M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83zM2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17"/>"#
            }
            Self::Wait => r#"<path d="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM12 6v6l4 2"/>"#,
            Self::Pass => r#"<path d="M12 17V3M6 11l6 6 6-6M19 21H5"/>"#,
            Self::Succeed => r#"<path d="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM16 9l-5.5 5.5L8 12"/>"#,
            Self::Fail => r#"<path d="M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM15 9l-6 6M9 9l6 6"/>"#,
            Self::Lambda => {
                r#"<path d="M15.914 4a1.5 1.5 0 00-2.474-1.561l-9 9A1.5 1.5 0 005.5 14h4.002a.5.5 0 01.471.666L8.086 20a1.5 1.5 0 002.475 1.56l9-9A1.5 1.5 0 0018.5 10h-3.997a.5.5 0 01-.472-.667z"/>"#
            }
            Self::Bell => {
                r#"<path d="M10.268 21a2 2 0 0 0 3.464 0M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326"/>"#
            }
            Self::Database => r#"<path d="M3 5a9 3 0 1 0 18 0a9 3 0 1 0 -18 0zM3 5V19A9 3 0 0 0 21 19V5M3 12A9 3 0 0 0 21 12"/>"#,
            _ => "",
        }
    }
}
